import { fixtureCluster, minimalCluster } from '../../test/fleet';
import { requiredSecrets } from '../secrets';
import { runbook } from './runbook';

const textFor = (cluster: ReturnType<typeof minimalCluster>) => runbook(cluster, requiredSecrets(cluster, []));

test('a single-node cluster', () => {
  expect(textFor(fixtureCluster('homelab'))).toMatchSnapshot();
});

test('a cluster with everything on', () => {
  expect(textFor(fixtureCluster('production-east'))).toMatchSnapshot();
});

test('what is off is not mentioned', () => {
  const text = textFor(
    minimalCluster({
      hubble: false,
      runtimeSecurity: false,
      monitoring: false,
      storage: false,
      policy: { mode: 'enforce' },
    }),
  );
  expect(text).not.toMatch(/hubble|tetra|prometheus|monitoring|longhorn/i);
});

test('no value is missing', () => {
  for (const name of ['homelab', 'production-east', 'production-west'])
    expect(textFor(fixtureCluster(name))).not.toMatch(/undefined|\[object|\n\n\n|^(false|null)$/m);
});

test('Secure Boot is mentioned only where the kernel would block Tetragon', () => {
  const older = minimalCluster({ talos: { endpoint: 'https://192.0.2.10:6443', controlPlanes: ['192.0.2.10'] } });
  const newer = { ...older, talos: { ...older.talos, version: '1.14.0' } };
  expect(textFor(older)).toContain('lockdown=integrity');
  expect(textFor(newer)).not.toContain('lockdown');
});
