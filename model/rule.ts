import { byPlace, type Finding } from './finding';
import type { Place } from './manifest';
import { formatPath, type Step } from './yaml';

/**
 * One thing that is looked for, in a cluster file, a policy, a tracing policy or a repository. The texts are its page,
 * `--explain` and what SARIF and JUnit show; a test holds that `wrong` is found and `right` is not.
 */
export interface Rule<View, Found = RuleFinding> {
  /** Stable kebab-case name, unique in its rule set: `deny-only`. */
  readonly code: string;
  readonly severity: Finding['severity'];
  /** What the rule finds, a sentence without a full stop. */
  readonly title: string;
  /** What the software makes of it, and why that is not what the author meant. Markdown. */
  readonly why: string;
  /** The smallest input with the fault, and the same input as it was meant. `# file: PATH` begins each of several files. */
  readonly wrong: string;
  readonly right: string;
  /** Where upstream says so, with the version that was read: `cilium 1.19 pkg/policy/api/rule_validation.go`. */
  readonly source?: string;
  /** The versions that the rule holds for, `cilium 1.19`. @default every supported version */
  readonly holdsFor?: string;
  find(view: View): readonly Found[];
}

/** What is to be read about a rule. */
export type RuleText = Omit<Rule<never>, 'find'>;

/** A finding as its rule makes it: code and severity are the rule's, file and line follow from the place. */
export interface RuleFinding extends Pick<Finding, 'message' | 'allowed' | 'repair'> {
  readonly in: Place;
  readonly at: readonly Step[];
  /** @default the rule's */
  readonly severity?: Finding['severity'];
}

/** Everything that the rules find, ordered by place. A finding that is whole already keeps its code. */
export function applyRules<View>(rules: readonly Rule<View, RuleFinding | Finding>[], view: View): Finding[] {
  return rules
    .flatMap(rule => rule.find(view).map(found => ('in' in found ? findingOf(rule, found) : found)))
    .sort(byPlace);
}

export function findingOf(
  { code, severity }: Pick<Rule<never>, 'code' | 'severity'>,
  { in: place, at, ...words }: RuleFinding,
): Finding {
  return { code, severity, ...locate(place, at), ...words };
}

/** File, line and path of a place, as findings have them. */
export function locate(place: Place, at: readonly Step[]): Pick<Finding, 'file' | 'line' | 'path'> {
  return { file: place.file, line: place.lineOf(at), path: formatPath(at) };
}
