import type { Finding } from '../../model/finding';
import type { Manifest } from '../../model/manifest';
import type { Step } from '../../model/yaml';
import type { LintContext } from './context';

/** Something that Cilium accepts and that surely is not meant. */
export interface LintRule {
  /** Stable kebab-case name; `infraflux.dev/ignore` and `--explain` use it. */
  readonly code: string;
  readonly severity: Finding['severity'];
  /** One lower-case sentence. */
  readonly summary: string;
  /** What Cilium makes of it, and why that is a surprise. */
  readonly why: string;
  /** Manifests with the fault, and the same as they were meant: the explanation shows both, a test holds both. */
  readonly wrong: string;
  readonly right: string;
  find(context: LintContext): Fault[];
}

export interface Fault {
  readonly manifest: Manifest;
  readonly path: readonly Step[];
  readonly message: string;
  readonly allowed?: string;
  readonly repair?: string;
  /** @default the rule's */
  readonly severity?: Finding['severity'];
}

/** The explanation page of a rule, in Markdown. */
export function explainRule({ code, summary, why, wrong, right }: LintRule): string {
  const block = (yaml: string) => `\`\`\`yaml\n${yaml.trim()}\n\`\`\``;
  return [
    `# ${code}`,
    '',
    `${summary}.`,
    '',
    why,
    '',
    'Not meant:',
    '',
    block(wrong),
    '',
    'Meant:',
    '',
    block(right),
  ].join('\n');
}
