import { recordings } from '../../observability/recording';
import { folded } from '../../observability/runbook-page';
import { alertPages } from './runbook-pages';

/** The critical alerts that the first description of the project promises, and ours that keep the promise. */
const kept: Readonly<Record<string, readonly string[]>> = {
  'Cilium agent down': ['CiliumAgentDown'],
  'Network policy violations': ['NetworkPolicyDenials', 'CiliumPolicyDenied'],
  'Tetragon security events': ['TetragonSecurityEvent'],
  'Service mesh connectivity issues': ['CiliumUnreachableNodes', 'CiliumUnreachableHealthEndpoints', 'ServiceErrors'],
  'Load balancer failures': ['LoadBalancerNoBackend', 'LoadBalancerAddressMissing'],
};

/** Expressions of the recording rules and alerts that the seed asked for: Markdown. */
export function promises(): string {
  const pages = alertPages();
  const recorded = recordings.filter(({ record }) => record.startsWith('cilium_'));
  const block = (name: string, expr: string) => `\`${name}\`\n\n\`\`\`promql\n${folded(expr)}\n\`\`\`\n`;
  return [
    ...recorded.map(({ record, expr }) => block(record, expr)),
    'Its five critical alerts:\n',
    ...Object.entries(kept).flatMap(([promise, names]) => [
      `### ${promise}\n`,
      ...names.map(name =>
        block(name, pages.get(name)![0]!.expr).replace(`\`${name}\``, `[${name}](runbooks/${name}.md)`),
      ),
    ]),
  ].join('\n');
}
