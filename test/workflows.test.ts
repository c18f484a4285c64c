import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord } from '../model/manifest';
import { parseYaml } from '../model/yaml';

const folder = join(__dirname, '../.github/workflows');
const workflows = readdirSync(folder).map(file => {
  const text = readFileSync(join(folder, file), 'utf8');
  return [file, text, parseYaml(text)[0]!.value as Record<string, unknown>] as const;
});

test.each(workflows)('%s pins every action by digest, and says its version', (_, text) => {
  const uses = [...text.matchAll(/uses: (.*)/g)].map(([, action]) => action);
  for (const action of uses) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

test.each(workflows)('%s has no right that it does not ask for', (_, __, workflow) => {
  expect([{}, { contents: 'read' }]).toContainEqual(workflow.permissions);
});

test.each(workflows)('%s puts nothing that a pull request says into a script', (_, text) => {
  const scripts = [...text.matchAll(/run: (?:\|\n((?: {10,}.*\n|\n)+)|(.*))/g)].map(([, block, line]) => block ?? line);
  for (const script of scripts) expect(script).not.toContain('${{');
});

test('a workflow with the rights of the repository checks out no foreign code', () => {
  for (const [, text, { on }] of workflows)
    if (isRecord(on) && ('workflow_run' in on || 'pull_request_target' in on)) expect(text).not.toContain('checkout');
});
