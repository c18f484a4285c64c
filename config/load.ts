import { byPlace, compare, type Finding } from '../model/finding';
import { isRecord, type Place } from '../model/manifest';
import { applyRules, findingOf, type RuleFinding, type RuleText } from '../model/rule';
import { parseYaml, YamlSyntaxError } from '../model/yaml';
import { clusterRules } from './rules/cluster';
import { fleetRules } from './rules/fleet';
import { readingRules } from './rules/reading';
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
  /** Errors forbid using the clusters. */
  readonly findings: Finding[];
}

interface Reading {
  readonly place: Place;
  /** The name of the cluster, or that of its file where the name cannot be read. */
  readonly name: string;
  readonly cluster?: Cluster;
  readonly findings: readonly Finding[];
}

/** Reads cluster files, fills in defaults and applies every rule; never throws for what a file says. */
export function loadFleet(files: readonly ClusterFile[]): Fleet {
  const readings = files.map(read);
  const places = new Map(readings.flatMap(({ cluster, place }) => (cluster === undefined ? [] : [[cluster, place]])));
  const clusters = [...places.keys()].sort((a, b) => compare(a.name, b.name));
  const placeOf = (cluster: Cluster) => places.get(cluster) ?? { file: cluster.name, lineOf: () => 1 };
  const findings = [
    ...checkPlatformVersions(platformVersions),
    ...readings.flatMap(reading => reading.findings),
    ...clusters.flatMap(cluster => applyRules(clusterRules, { cluster, place: placeOf(cluster) })),
    ...applyRules(fleetRules, { clusters, names: new Set(readings.map(({ name }) => name)), placeOf }),
  ];
  return { clusters, findings: findings.sort(byPlace) };
}

function read({ file, text }: ClusterFile): Reading {
  const fileName = file.replace(/^.*\//, '').replace(/\.ya?ml$/, '');
  const unread = (rule: RuleText, line: number, words: Omit<RuleFinding, 'in' | 'at'>): Reading => {
    const place = { file, lineOf: () => line };
    return { place, name: fileName, findings: [findingOf(rule, { in: place, at: [], ...words })] };
  };
  try {
    const [document, second] = parseYaml(text);
    if (document === undefined)
      return unread(readingRules.emptyFile, 1, {
        message: 'the file describes no cluster',
        allowed: 'one cluster in one YAML document',
        repair: 'start from a copy of another cluster file, or remove the file',
      });
    if (second !== undefined)
      return unread(readingRules.severalDocuments, second.line, {
        message: 'the file holds more than one YAML document',
        allowed: 'one cluster in one YAML document',
        repair: 'move every further document into its own file',
      });
    const place = { file, lineOf: document.lineOf };
    const stated = isRecord(document.value) ? document.value.name : undefined;
    const name = typeof stated === 'string' ? stated : fileName;
    const parsed = clusterSchema.safeParse(document.value);
    return parsed.success
      ? { place, name, cluster: parsed.data, findings: [] }
      : { place, name, findings: explainIssues(parsed.error.issues, document.value, place) };
  } catch (error) {
    if (!(error instanceof YamlSyntaxError)) throw error;
    return unread(readingRules.invalidYaml, error.line, {
      message: `the file is not valid YAML: ${error.reason}`,
      allowed: 'one YAML document without tabs, duplicate keys or unclosed quotes and brackets',
      repair: `look at line ${error.line} and the one before it`,
    });
  }
}
