import { code, codeBlock, join } from '../../model/markdown';
import type { AlertName } from '../../observability/alerts/groups';
import { lookAlikes } from '../../observability/recording';
import { folded } from '../../observability/runbook-page';
import { alertPages } from './runbook-pages';

/** The critical alerts that the original design document promises, and the alerts that keep the promise. */
const kept: Readonly<Record<string, readonly AlertName[]>> = {
  'Cilium agent down': ['CiliumAgentDown'],
  'Network policy violations': ['NetworkPolicyDenials', 'CiliumPolicyDenied'],
  'Tetragon security events': ['TetragonSecurityEvent'],
  'Service mesh connectivity issues': ['CiliumUnreachableNodes', 'CiliumUnreachableHealthEndpoints', 'ServiceErrors'],
  'Load balancer failures': ['LoadBalancerNoBackend', 'LoadBalancerAddressMissing'],
};

/** Expressions of the recording rules and alerts that the original design document asks for: Markdown. */
export function promises(): string {
  const pages = alertPages();
  const block = (title: string, expr: string) => `${join(title, codeBlock('promql', folded(expr)))}\n`;
  return [
    ...lookAlikes.map(({ record, expr }) => block(code(record), expr)),
    'The five critical alerts that it promises:\n',
    ...Object.entries(kept).flatMap(([promise, names]) => [
      `### ${promise}\n`,
      ...names.flatMap(name =>
        pages
          .get(name)!
          .slice(0, 1)
          .map(({ expr }) => block(`[${name}](runbooks/${name}.md)`, expr)),
      ),
    ]),
  ].join('\n');
}
