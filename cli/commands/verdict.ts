import { defineCommand, type Input } from '../command';
import { dir, formats, settings } from '../options';

const options = {
  ...dir,
  http: { value: "'METHOD /PATH'", explanation: "ask about an HTTP request, `'GET /api'` or `'GET http://host/api'`" },
  dns: { value: 'NAME', explanation: 'ask about the lookup of a DNS name' },
  sni: { value: 'NAME', explanation: 'ask about a TLS connection with this server name' },
  explain: { explanation: 'show every rule that was considered, and what would change the answer' },
  ...settings,
  ...formats('text', 'json'),
} as const;

export type VerdictInput = Input<typeof options>;

export const verdictCommand = defineCommand({
  name: 'verdict',
  summary: 'say whether one endpoint may reach another, and by which rules',
  description:
    'Decides a connection as Cilium does, in both directions. What the manifests do not determine is `undecidable`, with the reason.',
  positionals: [
    {
      name: 'FROM',
      explanation:
        'a workload `namespace/name`, an entity such as `world` or `host`, an address, a DNS name, `node:NAME`, or an end of another cluster `CLUSTER:namespace/name`',
    },
    {
      name: 'TO:PORT[/PROTOCOL]',
      explanation:
        'the same with a port, by number or by name, `[IPV6]:PORT` for IPv6; or a Service, or `gateway:` or `ingress:` with `namespace/name`, which is followed to its backends',
    },
  ],
  options,
  exits: { 0: 'allowed', 2: 'denied', 3: 'undecidable' },
  examples: [
    {
      line: "verdict shop/front shop/api:8080 --http 'DELETE /api/v1/users' --dir dist/homelab --explain",
      does: 'one HTTP request, with the rules that were considered',
    },
    { line: 'verdict shop/front kube-system/coredns:53/UDP --dns example.com', does: 'one DNS lookup' },
    {
      line: "verdict shop/front gateway:infra/public:443 --http 'GET https://shop.example.com/'",
      does: 'a request through a Gateway, to the backend that it meets',
    },
    {
      line: 'verdict shop/front world:443 --dir -',
      does: 'read the manifests from a pipe, such as `kubectl get cnp,ccnp,netpol,ns,deploy -A -o yaml`',
    },
  ],
  run: async input => (require('../verdict') as typeof import('../verdict')).verdict(input),
});
