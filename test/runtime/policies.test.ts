import { App } from 'cdk8s';
import { contentOf } from '../../charts/layer-content';
import { Tetragon } from '../../charts/tetragon';
import { exemptNamespaces, type RuntimePolicyName, runtimePolicyNames } from '../../config/runtime-policies';
import { isRecord, type KubernetesObject } from '../../model/manifest';
import { lintPolicies } from '../../runtime/lint/lint';
import type { Policy } from '../../runtime/policy';
import { isTracingPolicy, readPolicy } from '../../runtime/read-policy';
import { judge } from '../../runtime/replay/verdict';
import { schemaOf } from '../../upstream/schemas/load';
import { eventIn } from './events';
import * as files from './file-fixtures';
import type { Fixture } from './fixture';
import * as kernel from './kernel-fixtures';
import { mutantsOf } from './mutants';
import * as network from './network-fixtures';

const fixtures: Readonly<Record<RuntimePolicyName, readonly Fixture[]>> = {
  'process-exec-audit': files.processExecAudit,
  'sensitive-file-read': files.sensitiveFileRead,
  'cri-socket': kernel.criSocket,
  'sensitive-file-write': files.sensitiveFileWrite,
  'privilege-escalation': kernel.privilegeEscalation,
  'capability-gained': kernel.capabilityGained,
  'namespace-escape': kernel.namespaceEscape,
  'kernel-module-load': kernel.kernelModuleLoad,
  'bpf-load': kernel.bpfLoad,
  ptrace: kernel.ptrace,
  mount: kernel.mount,
  'raw-sockets': network.rawSockets,
  'egress-public': network.egressPublic,
  ssh: network.ssh,
  'metadata-service': network.metadataService,
  'crypto-miner': kernel.cryptoMiner,
  'container-drift': files.containerDrift,
  'fileless-exec': files.filelessExec,
  'reverse-shell': network.reverseShell,
  'other-pods-secrets': files.otherPodsSecrets,
};

/** Policies about every pod; the others exempt those of the platform. */
const withoutExemptions: readonly string[] = ['capability-gained', 'crypto-miner'];

/** The fixtures, and every hit in a pod again in each namespace of the platform, where it does not match. */
function fixturesOf(name: RuntimePolicyName): readonly Fixture[] {
  const hits = fixtures[name].filter(
    ({ expected, line }) => expected !== 'none' && line.includes('"namespace":"shop"'),
  );
  if (withoutExemptions.includes(name)) return fixtures[name];
  const exempt = hits.flatMap(({ line }) =>
    exemptNamespaces.map(
      (namespace): Fixture => ({
        line: line.replace('"namespace":"shop"', `"namespace":"${namespace}"`),
        expected: 'none',
      }),
    ),
  );
  return [...fixtures[name], ...exempt];
}

const layer = new Tetragon(new App(), 'tetragon', {
  cluster: 'lab',
  runtimeSecurity: { mode: 'monitor', policies: {}, namespaces: [] },
  monitored: false,
  allowances: [],
});
const objects = contentOf(layer).objects.filter(isTracingPolicy);
const policyOf = ({ metadata }: KubernetesObject) => metadata.annotations?.['infraflux.dev/policy'];

const read = (object: KubernetesObject): Policy => readPolicy({ object, file: '', lineOf: () => 1 });

/** What the traces of a policy do about an event, those aside that have nothing to do with it. */
function outcome(
  policies: readonly Policy[],
  { line }: Fixture,
): { expected: string; missingFields: readonly string[] } {
  const event = eventIn(line);
  const verdicts = policies.flatMap(policy => judge(policy, event) ?? []);
  const open = verdicts.filter(({ responses }) => responses.join() !== 'none');
  if (open.some(({ responses }) => responses.length > 1))
    return { expected: 'undecidable', missingFields: open.flatMap(({ missingFields }) => missingFields) };
  return { expected: open.map(({ responses }) => responses[0]).join() || 'none', missingFields: [] };
}

describe.each(runtimePolicyNames)('%s', name => {
  const own = objects.filter(object => policyOf(object) === name);
  const policies = own.map(read);

  test('decides every event', () => {
    const decided = fixturesOf(name).map(fixture => ({ ...fixture, ...outcome(policies, fixture) }));
    expect(decided.map(({ line, expected }) => ({ line, expected }))).toEqual(
      fixturesOf(name).map(({ line, expected }) => ({ line, expected })),
    );
    expect(
      fixtures[name].filter(
        ({ missingField }, index) =>
          missingField !== undefined && !decided[index]!.missingFields.includes(missingField),
      ),
    ).toEqual([]);
  });

  test('has a hit, a near miss and an undecidable event', () => {
    const kinds = new Set(
      fixtures[name].map(({ expected }) => (expected === 'refuse' || expected === 'kill' ? 'report' : expected)),
    );
    expect([...kinds].sort()).toEqual(['none', 'report', 'undecidable']);
  });

  test('cannot be weakened unnoticed', () => {
    const survivors = own.flatMap((object, index) =>
      mutantsOf(object)
        .filter(({ mutant }) => {
          const mutated = policies.map((policy, at) => (at === index ? read(mutant) : policy));
          return fixturesOf(name).every(fixture => outcome(mutated, fixture).expected === fixture.expected);
        })
        .map(({ change }) => `${object.metadata.name}: ${change}`),
    );
    expect(survivors).toEqual([]);
  });
});

test('the mutants are many, and none is the original', () => {
  const mutants = objects.flatMap(object => mutantsOf(object).map(({ mutant }) => ({ object, mutant })));
  expect(mutants.length).toBeGreaterThan(400);
  expect(mutants.filter(({ object, mutant }) => JSON.stringify(object) === JSON.stringify(mutant))).toEqual([]);
  expect(mutants.every(({ mutant }) => isRecord(mutant.spec))).toBe(true);
});

test('lint finds nothing wrong with them', () => {
  const manifests = objects.map(object => ({ object, file: '', lineOf: () => 1 }));
  expect(lintPolicies(manifests, schemaOf).filter(({ severity }) => severity !== 'note')).toEqual([]);
});
