import { join } from 'node:path';
import { createEngine } from '../../../../policy/engine';
import type { Settings } from '../../../../policy/input';
import { defaultSettings, selectableEntities } from '../../../../policy/settings';
import { type DirectionVerdict, outcome, type Verdict } from '../../../../policy/verdict';
import { schemaOf } from '../../../../upstream/schemas/load';
import { object, Struct, Tuple, UnsupportedError, type Value } from '../../go/values';
import type { Suite } from '../../suite';
import { type Counter, createCounter } from '../../tally';
import { type DeclaredTest, declaredTests } from './builders';
import { clients, dns, servers } from './deployment';
import { readManifests } from './manifests';
import { type Action, scenarios } from './scenarios';

/** The tests that `cilium connectivity test` runs in a cluster, with the engine in the cluster's place. */
export const ciliumConnectivity: Suite = {
  needs: ['cilium-cli/connectivity/builder', 'cilium-cli/connectivity/check/result.go'],
  run: folder => {
    const counter = createCounter();
    const { tests, unread } = declaredTests(join(folder, 'cilium-cli/connectivity'));
    for (const { builder, why } of unread) counter.skip(`builder ${builder}: ${why}`);
    for (const test of tests)
      try {
        compareTest(test, counter);
      } catch (error) {
        if (!(error instanceof UnsupportedError)) throw error;
        counter.skip(`test ${test.name}: ${error.message}`);
      }
    return new Map([['requests', counter.tally]]);
  },
};

/** Settings of the engine by the feature that a test requires. */
const settingsByFeature: Readonly<Record<string, Partial<Settings>>> = {
  HostFirewall: { hostFirewall: true },
  CIDRMatchNodes: { cidrsMatchNodes: true },
  AuthSpiffe: { authentication: true },
};

function compareTest({ name, file, texts, features, versions, ...test }: DeclaredTest, counter: Counter): void {
  const isNewer = versions.some(version => version.includes('>=1.20'));
  if (isNewer || !test.isDue) {
    counter.skip(
      isNewer ? 'tests that need Cilium 1.20' : 'tests of other kinds of clusters, several clusters among them',
    );
    return;
  }
  const settings: Settings = Object.assign(
    { ...defaultSettings },
    ...features.map(feature => settingsByFeature[feature]),
  );
  const engine = createEngine(
    texts.flatMap(readManifests),
    [...clients, ...servers, dns, ...selectableEntities(settings)],
    schemaOf,
    settings,
  );
  for (const scenario of test.scenarios) {
    const run = Object.hasOwn(scenarios, scenario.name) ? scenarios[scenario.name] : undefined;
    if (run === undefined) counter.skip(`scenarios ${scenario.name}`);
    for (const action of run?.(scenario.restriction) ?? []) {
      const verdict = engine.judge(action.flow);
      const expected = expectedOf(test.expectations?.([actionValue(action)], 0), action);
      const what = `${name}: ${describe(action)}`;
      if (verdict.verdict === 'undecidable')
        counter.skip(`undecidable: ${(verdict.egress?.reason ?? verdict.ingress?.reason) || 'for no reason'}`);
      else
        counter.check({
          file: join('builder', file),
          what,
          expected: textOf(expected),
          found: isMet(expected, verdict) ? textOf(expected) : describeVerdict(verdict),
        });
    }
  }
}

const describe = ({ flow, path, labels }: Action) =>
  `${flow.from} → ${flow.to}:${flow.port}/${flow.protocol}${path}${labels['X-Very-Secret-Token'] ? ' with the secret' : ''}`;

/** What expectations ask of an action. */
function actionValue({ source, labels, flow, path, address }: Action): Value {
  const peer = (own: Readonly<Record<string, string>>, port: number, at: string, where: string) =>
    object('check.TestPeer', {
      HasLabel: ([key, value]) => own[String(key)] === value,
      Port: () => port,
      Path: () => where,
      Address: () => at,
      Name: () => at,
    });
  const isIcmp = flow.protocol === 'ICMP';
  return object('check.Action', {
    Source: () => peer(source.labels ?? {}, 0, source.name, ''),
    Destination: () => peer(labels, isIcmp ? 0 : flow.port, address, path),
  });
}

interface Expected {
  readonly isDenied: boolean;
  readonly where?: 'egress' | 'ingress' | 'proxy';
  readonly because?: 'rules' | 'default-deny';
}

/** Of curl where the TLS handshake fails; without a drop, an HTTP error is the answer of the server. */
const tlsError = 35;

/** Of the results for egress and ingress. */
function expectedOf(results: Value | undefined, { isOneSided }: Action): Expected {
  if (results === undefined) return { isDenied: false };
  const [egress, ingress] = results instanceof Tuple ? results.values : [];
  if (!(egress instanceof Struct) || !(ingress instanceof Struct))
    throw new UnsupportedError('expectations that are not two results');
  const has = (result: Struct, field: string) => result.fields.get(field) === true;
  const isFailed = has(egress, 'Drop') || egress.fields.get('ExitCode') === tlsError;
  const isProxied = has(egress, 'L7Proxy') && isFailed;
  if (isProxied) return { isDenied: true, where: 'proxy' };
  const dropped = [egress, ingress].find(result => has(result, 'EgressDrop') || has(result, 'IngressDrop'));
  if (dropped === undefined) return { isDenied: has(egress, 'Drop') || has(ingress, 'Drop') };
  const where = has(dropped, 'EgressDrop') ? 'egress' : 'ingress';
  const reason = where === 'ingress' && isOneSided ? undefined : dropped.fields.get('DropReasonFunc');
  return {
    isDenied: true,
    where,
    ...(reason === 'policyDenyReason' && { because: 'rules' }),
    ...(reason === 'defaultDenyReason' && { because: 'default-deny' }),
  };
}

const textOf = ({ isDenied, where, because }: Expected) =>
  isDenied ? ['denied', ...(where ? [`at ${where}`] : []), ...(because ? [`by ${because}`] : [])].join(' ') : 'allowed';

function isMet({ isDenied, where, because }: Expected, verdict: Verdict): boolean {
  if (!isDenied || verdict.verdict !== 'denied') return isDenied === (verdict.verdict === 'denied');
  const directions = [verdict.egress, verdict.ingress].filter(direction => direction !== undefined);
  if (where === 'proxy') return directions.some(({ proxied }) => proxied?.verdict === 'denied');
  const direction = where === undefined ? directions.find(each => outcome(each) === 'denied') : verdict[where];
  return direction !== undefined && outcome(direction) === 'denied' && [undefined, direction.because].includes(because);
}

function describeVerdict({ verdict, egress, ingress }: Verdict): string {
  const part = (name: string, direction: DirectionVerdict | undefined) =>
    direction === undefined
      ? []
      : [`${name} ${direction.verdict} by ${direction.because}${direction.proxied ? ' and the proxy' : ''}`];
  return [verdict, ...part('egress', egress), ...part('ingress', ingress)].join(', ');
}
