// What bpmn-moddle and the recommended rules of bpmnlint say of BPMN files: `node lint_bpmn.mjs FILE…` prints JSON.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { BpmnModdle } from 'bpmn-moddle';

const require = createRequire(import.meta.url);
const Linter = require('bpmnlint/lib/linter');
const NodeResolver = require('bpmnlint/lib/resolver/node-resolver');

const found = {};
for (const file of process.argv.slice(2)) {
  const moddle = new BpmnModdle();
  const { rootElement, warnings } = await moddle.fromXML(readFileSync(file, 'utf-8'));
  const linter = new Linter({ resolver: new NodeResolver(), config: { extends: 'bpmnlint:recommended' } });
  const reports = await linter.lint(rootElement);
  found[file] = [
    ...warnings.map((warning) => ['moddle', '', warning.message]),
    ...Object.entries(reports).flatMap(([rule, all]) => all.map((one) => [rule, one.id, one.message])),
  ];
}
process.stdout.write(JSON.stringify(found));
