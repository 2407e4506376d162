"""Addresses of signing in, of one's account and of the position one works in."""

from django.urls import path

from motcua.accounts.views import doors, invitation, national, proving, second_step, security, staff

app_name = "accounts"
urlpatterns = [
    path("dang-nhap", doors.sign_in_page, name="sign_in"),
    path("dang-nhap/quoc-gia", national.ask, name="national"),
    path("dang-nhap/quoc-gia/ve", national.back, name="national_back"),
    path("dang-xuat/dinh-danh", national.leave, name="national_leave"),
    path("dang-xuat/quoc-gia", national.left, name="national_left"),
    path("quan-tri/dinh-danh", national.identity_page, name="identity"),
    path("quan-tri/dinh-danh/<int:pk>/thu-hoi", national.revoke_page, name="revoke_lower_level"),
    path("dang-xuat", doors.sign_out_page, name="sign_out"),
    path("dang-ky", doors.sign_up_page, name="sign_up"),
    path("doi-chuc-vu", doors.switch_position_page, name="switch_position"),
    path("tai-khoan", doors.account_page, name="account"),
    path("tai-khoan/lien-he", doors.contact_page, name="contact"),
    path("tai-khoan/mat-khau", doors.password_page, name="password"),
    path("dang-nhap/buoc-hai", second_step.second_step_page, name="second_step"),
    path("dang-nhap/buoc-hai/hoi", second_step.second_step_question_page, name="second_step_question"),
    path("dang-nhap/khoa-truy-cap", second_step.passkey_door_page, name="passkey_door"),
    path("dang-nhap/khoa-truy-cap/hoi", second_step.passkey_question_page, name="passkey_door_question"),
    path("khoa-man-hinh", proving.lock_page, name="lock"),
    path("mo-khoa", proving.unlock_page, name="unlock"),
    path("mo-khoa/hoi", proving.unlock_question_page, name="unlock_question"),
    path("tai-khoan/bao-mat", security.security_page, name="security"),
    path("tai-khoan/bao-mat/xac-minh", security.prove_page, name="prove"),
    path("tai-khoan/bao-mat/ung-dung", security.totp_page, name="totp"),
    path("tai-khoan/bao-mat/ung-dung/moi", security.prepare_totp_page, name="prepare_totp"),
    path("tai-khoan/bao-mat/ung-dung/bo", security.remove_totp_page, name="remove_totp"),
    path("tai-khoan/bao-mat/khoa-truy-cap", security.register_passkey_page, name="register_passkey"),
    path("tai-khoan/bao-mat/khoa-truy-cap/hoi", security.passkey_question_page, name="passkey_question"),
    path("tai-khoan/bao-mat/khoa-truy-cap/<int:passkey>/ten", security.rename_passkey_page, name="rename_passkey"),
    path("tai-khoan/bao-mat/khoa-truy-cap/<int:passkey>/bo", security.remove_passkey_page, name="remove_passkey"),
    path("tai-khoan/bao-mat/ma-khoi-phuc", security.recovery_codes_page, name="recovery_codes"),
    path("tai-khoan/noi-dang-nhap/dang-xuat", security.end_sessions_page, name="end_sessions"),
    path("tai-khoan/noi-dang-nhap/<str:mark>/dang-xuat", security.end_session_page, name="end_session"),
    path("loi-moi/<str:token>", invitation.invitation_page, name="invitation"),
    path("can-bo/tai-khoan", staff.accounts_page, name="accounts"),
    path("can-bo/tai-khoan/<int:account>", staff.one_account_page, name="one_account"),
    path("can-bo/tai-khoan/lau-khong-dung", staff.dormant_page, name="dormant"),
    path("can-bo/tai-khoan/<int:account>/khoa", staff.lock_dormant_page, name="lock_dormant"),
    path("can-bo/tai-khoan/nhap", staff.imports_page, name="imports"),
    path("can-bo/tai-khoan/nhap/<int:kept>", staff.import_page, name="import"),
    path("can-bo/tai-khoan/thu-moi", staff.letters_page, name="letters"),
]
