import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { isRecord, type KubernetesObject, parseManifests } from '../../model/manifest';
import type { Step } from '../../model/yaml';
import { schemaOf } from '../../upstream/schemas/load';
import { judgeObject } from './object';

/**
 * One change of an object, and whether a kube-apiserver 1.36.3 accepted the result: server-side apply with strict
 * validation, as a dry run. A change without `to` removes the value.
 */
interface Answer {
  readonly of: number;
  readonly at: readonly Step[];
  readonly to?: unknown;
  readonly accepted: boolean;
}

const folder = join(__dirname, '../../test/api-server');
const objects = parseManifests(readFileSync(join(folder, 'objects.yaml'), 'utf8'), 'objects.yaml').map(
  ({ object }) => object,
);
const answers: readonly Answer[] = gunzipSync(readFileSync(join(folder, 'answers.jsonl.gz')))
  .toString()
  .trim()
  .split('\n')
  .map(line => JSON.parse(line));

function changed(value: unknown, [step, ...rest]: readonly Step[], answer: Answer): unknown {
  if (step === undefined) return answer.to;
  const isRemoved = rest.length === 0 && !('to' in answer);
  if (Array.isArray(value)) {
    if (isRemoved) return value.filter((_, index) => index !== step);
    return value.map((item, index) => (index === step ? changed(item, rest, answer) : item));
  }
  const { [step]: old, ...others } = isRecord(value) ? value : {};
  return isRemoved ? others : { ...(isRecord(value) ? value : {}), [step]: changed(old, rest, answer) };
}

const isAccepted = (object: KubernetesObject) => judgeObject(object, schemaOf(object)!).violations.length === 0;

const nameOf = ({ of: index, at, to }: Answer) => `${objects[index]?.kind} ${at.join('.')} = ${JSON.stringify(to)}`;

test('what the server accepts is accepted', () => {
  expect(objects.filter(object => !isAccepted(object))).toEqual([]);
  const accepted = answers.filter(answer => answer.accepted);
  const refused = accepted.filter(
    answer => !isAccepted(changed(objects[answer.of], answer.at, answer) as KubernetesObject),
  );
  expect(refused.map(nameOf)).toEqual([]);
  expect(accepted.length).toBeGreaterThan(200);
});

test('of what the server refuses at least 97 % is refused', () => {
  const refused = answers.filter(answer => !answer.accepted);
  const missed = refused.filter(answer =>
    isAccepted(changed(objects[answer.of], answer.at, answer) as KubernetesObject),
  );
  expect({ share: missed.length / refused.length < 0.03, missed: missed.map(nameOf) }).toMatchObject({ share: true });
  expect(refused.length).toBeGreaterThan(400);
});
