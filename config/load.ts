import { byPlace, compare, type Finding } from '../model/finding';
import { isRecord } from '../model/manifest';
import { formatPath, parseYaml, type Step, type YamlDocument, YamlSyntaxError } from '../model/yaml';
import { clusterRules } from './rules/cluster';
import { fleetRules } from './rules/fleet';
import type { Fault } from './rules/rule';
import { checkPlatformVersions, platformVersions } from './rules/versions';
import { type Cluster, clusterSchema } from './schema/cluster';
import { explainIssues } from './schema-findings';

/** The text of one cluster file. */
export interface ClusterFile {
  /** Path relative to the directory the command runs in. */
  readonly file: string;
  readonly text: string;
}

/** The clusters whose files have the right form, sorted by name, and everything that is wrong with any file. */
export interface Fleet {
  readonly clusters: Cluster[];
  /** Only those of severity `error` forbid to use the clusters. */
  readonly findings: Finding[];
}

interface Reading {
  readonly file: string;
  readonly document?: YamlDocument;
  readonly cluster?: Cluster;
  readonly findings: readonly Finding[];
}

/** Reads cluster files, fills in defaults and applies every rule; never throws for what a file says. */
export function loadFleet(files: readonly ClusterFile[]): Fleet {
  const readings = files.map(read);
  const readingOf = new Map(readings.flatMap(reading => (reading.cluster ? [[reading.cluster, reading]] : [])));
  const clusters = [...readingOf.keys()].sort((a, b) => compare(a.name, b.name));
  const view = { clusters, names: new Set(readings.map(nameOf)) };
  const report = (rule: Pick<Finding, 'code' | 'severity'>, cluster: Cluster, fault: Fault): Finding => {
    const { file, document } = readingOf.get(cluster)!;
    return finding(rule, file, document, fault);
  };
  const findings = [
    ...checkPlatformVersions(platformVersions),
    ...readings.flatMap(reading => reading.findings),
    ...clusterRules.flatMap(rule =>
      clusters.flatMap(cluster => rule.find(cluster).map(fault => report(rule, cluster, fault))),
    ),
    ...fleetRules.flatMap(rule => rule.find(view).map(({ cluster, ...fault }) => report(rule, cluster, fault))),
  ];
  return { clusters, findings: findings.sort(byPlace) };
}

function read({ file, text }: ClusterFile): Reading {
  const fail = (code: string, line: number, fault: Omit<Fault, 'path'>): Reading => ({
    file,
    findings: [{ code, severity: 'error', file, line, path: '', ...fault }],
  });
  try {
    const [document, second] = parseYaml(text);
    if (document === undefined)
      return fail('empty-file', 1, {
        message: 'the file describes no cluster',
        allowed: 'one cluster in one YAML document',
        repair: 'start from a copy of `clusters/homelab.yaml`, or remove the file',
      });
    if (second !== undefined)
      return fail('several-documents', second.line, {
        message: 'the file holds more than one YAML document',
        allowed: 'one cluster in one YAML document',
        repair: 'move every further document into a file of its own',
      });
    const parsed = clusterSchema.safeParse(document.value);
    return parsed.success
      ? { file, document, cluster: parsed.data, findings: [] }
      : { file, document, findings: explainIssues(parsed.error.issues, document, file) };
  } catch (error) {
    if (!(error instanceof YamlSyntaxError)) throw error;
    return fail('invalid-yaml', error.line, {
      message: `the file is not YAML: ${error.reason}`,
      allowed: 'one YAML document without tabs, duplicate keys or unclosed quotes and brackets',
      repair: `look at line ${error.line} and the one before it`,
    });
  }
}

function finding(
  { code, severity }: Pick<Finding, 'code' | 'severity'>,
  file: string,
  document: YamlDocument | undefined,
  { path, ...fault }: Fault,
): Finding {
  return { code, severity, file, line: document?.lineOf(path as Step[]), path: formatPath(path), ...fault };
}

/** The name of the cluster, or what its file is called where the name cannot be read. */
function nameOf({ file, document }: Reading): string {
  const name = isRecord(document?.value) ? document.value.name : undefined;
  return typeof name === 'string' ? name : file.replace(/^.*\//, '').replace(/\.ya?ml$/, '');
}
