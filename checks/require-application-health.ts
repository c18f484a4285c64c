import { field, textOf } from '../model/fields';
import type { Cluster } from '../repository/cluster';
import { check, type Fault } from './check';

const key = 'resource.customizations.health.argoproj.io_Application';

/** Argo CD has no health of Applications of its own since 1.8: their waves then start one after the other, unhealthy. */
export const requireApplicationHealth = check(
  'require-application-health',
  'Argo CD waits for the health of Applications where they have waves',
  ({ clusters }) => clusters.flatMap(faultsOf),
);

function faultsOf({ applications, parents, releases, objects }: Cluster): Fault[] {
  const waves = new Set([...parents.keys()].map(application => application.wave));
  const argocd = releases.find(release => release.chart === 'argo-cd');
  const settings = objects.find(
    ({ manifest: { object } }) => object.kind === 'ConfigMap' && object.metadata.name === 'argocd-cm',
  );
  if (waves.size < 2 || applications.length === 0 || (argocd === undefined && settings === undefined)) return [];
  const isSet =
    textOf(settings?.manifest.object, 'data', key) !== undefined ||
    argocd?.values.some(({ value }) => field(value, 'configs', 'cm', key) !== undefined);
  if (isSet) return [];
  const place = settings?.manifest ?? argocd!.in;
  return [
    {
      in: place,
      at: settings === undefined ? argocd!.at : ['data'],
      message: 'Applications have waves, but Argo CD is not told how healthy one is, and waits for none',
      repair: `add \`${key}\` to \`argocd-cm\``,
    },
  ];
}
