import { field, listOf, nameOf, textOf } from '../../model/fields';
import { groupOf } from '../../model/manifest';
import type { Endpoint } from '../../policy/input';
import type { Cluster } from '../../repository/cluster';
import type { Need, Needs } from './need';

/** What cert-manager runs in the namespace of a Certificate (cert-manager 1.21 pkg/issuer/acme/http/pod.go). */
const solverPort = 8089;
const solverLabels = { 'acme.cert-manager.io/http01-solver': 'true' };

/** The certificate authority reaches the pods that answer HTTP-01 challenges through the Gateway or Ingress of Cilium. */
export function neededBySolvers({ objects }: Cluster): Needs {
  const own = objects.filter(({ manifest }) => groupOf(manifest.object) === 'cert-manager.io');
  const found = own.flatMap(({ manifest, namespace = 'default' }) => {
    if (manifest.object.kind !== 'Certificate') return [];
    const reference = field(manifest.object, 'spec', 'issuerRef');
    const kind = textOf(reference, 'kind') ?? 'Issuer';
    const issuer = own.find(
      ({ manifest: { object }, namespace: home }) =>
        object.kind === kind &&
        object.metadata.name === textOf(reference, 'name') &&
        (kind === 'ClusterIssuer' || home === namespace),
    )?.manifest.object;
    const usesHttp = listOf(issuer, 'spec', 'acme', 'solvers').some(
      solver =>
        field(solver, 'http01', 'gatewayHTTPRoute') !== undefined ||
        textOf(solver, 'http01', 'ingress', 'ingressClassName') === 'cilium',
    );
    if (!usesHttp) return [];
    const endpoint: Endpoint = { name: `${namespace}/cm-acme-http-solver`, namespace, labels: solverLabels };
    const need: Need = {
      in: manifest,
      at: ['spec', 'issuerRef'],
      why: `the certificate authority asks it for the challenge of \`${nameOf(manifest.object, namespace)}\``,
      from: 'entity:ingress',
      to: endpoint.name,
      port: solverPort,
      protocol: 'TCP',
    };
    return [{ endpoint, need }];
  });
  const endpoints = new Map(found.map(({ endpoint }) => [endpoint.name, endpoint]));
  return { needs: found.map(({ need }) => need), endpoints: [...endpoints.values()] };
}
