import { applyRules } from '../model/rule';
import { readRepository } from '../repository/repository';
import { recordedFile } from '../upstream/recorded';
import { validValues } from './valid-values';

const recorded = (version: string, keys: object) =>
  [
    recordedFile({ chart: 'clock', version }),
    JSON.stringify({
      ...{ chart: 'clock', version, appVersion: '1', keys },
      ...{ objects: {}, hooks: {}, services: [], workloads: [] },
    }),
  ] as const;

const release = (version: string) => `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: clock, namespace: tools }
spec:
  chart: { spec: { chart: clock, version: ${version}, sourceRef: { kind: HelmRepository, name: clocks } } }
  values: { replicas: 2, serveice: { port: 80 } }
`;

function find(version: string, ...charts: readonly (readonly [string, string])[]) {
  const texts = new Map([['clock.yaml', release(version)], ...charts]);
  return applyRules([validValues], readRepository(texts)).map(({ line, severity, message, repair }) =>
    [line, severity, message, repair].join(' | '),
  );
}

const keys = { replicas: 'number', service: { port: 'number' } };
const words = 'the chart `clock` has no value `serveice` and would ignore it';

test('a chart that its user has recorded is judged', () => {
  expect(find('1.2.3', recorded('1.2.3', keys))).toEqual([`7 | error | ${words} | did you mean \`service\`?`]);
  expect(find('1.2.3')).toEqual([]);
});

test('the nearest recorded version counts, and the finding names it', () => {
  const other = recorded('2.0.0', { serveice: { port: 'number' }, replicas: 'number' });
  expect(find('1.2.9', other, recorded('1.2.3', keys), recorded('1.1.0', {}))).toEqual([
    `7 | warning | ${words}, as of 1.2.3 | did you mean \`service\`?`,
  ]);
  expect(find('2.1.0', other, recorded('1.2.3', keys))).toEqual([]);
});

test('a file that this program did not write is no record', () => {
  expect(find('1.2.3', ['infraflux/upstream/clock-1.2.3.json', '{ "chart": "clock" }'])).toEqual([]);
});
