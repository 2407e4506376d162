// An OpenID provider written by others, as the upstream of one test: node provider.mjs PORT RETURN LEAVE
import { Provider } from 'oidc-provider';

const [port, back, left] = process.argv.slice(2);
const NAMES = ['TechID', 'LoaiTaiKhoan', 'HoVaTen', 'SoDinhDanh', 'NgayThangNamSinh', 'LoA'];
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{
    client_id: 'motcua-test', client_secret: 'a-secret-of-the-test', redirect_uris: [back],
    post_logout_redirect_uris: [left], response_types: ['code'], grant_types: ['authorization_code'],
  }],
  claims: { openid: ['sub', ...NAMES] },
  features: { devInteractions: { enabled: true } },
  findAccount: (ctx, id) => ({
    accountId: id,
    claims: () => ({
      sub: id, TechID: `T${id}`, LoaiTaiKhoan: '1', HoVaTen: 'NGUYỄN THỊ HỒNG NHUNG', SoDinhDanh: id,
      NgayThangNamSinh: '19920415', LoA: '2',
    }),
  }),
});
provider.listen(Number(port), '127.0.0.1', () => console.log('listening'));
