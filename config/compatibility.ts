/** Parts of the platform that constrain each other; the charts have the names of the version table. */
export type Component =
  | 'talos'
  | 'kubernetes'
  | 'gateway-api'
  | 'cilium'
  | 'tetragon'
  | 'argocd'
  | 'monitoring'
  | 'cert-manager'
  | 'longhorn';

/** What one minor version of a component works with, as upstream states it. */
export interface Requirement {
  readonly component: Component;
  /** Minor version, `1.19`. */
  readonly version: string;
  readonly needs: Component;
  /** First and last minor version that fit; open where absent. */
  readonly from: string;
  readonly to?: string;
  readonly source: string;
}

/** A set of versions, `v` prefixes left out. */
export type VersionSet = Readonly<Partial<Record<Component, string>>>;

export const requirements: readonly Requirement[] = [
  {
    component: 'talos',
    version: '1.12',
    needs: 'kubernetes',
    from: '1.30',
    to: '1.35',
    source: 'talos v1.12 support matrix',
  },
  {
    component: 'talos',
    version: '1.13',
    needs: 'kubernetes',
    from: '1.31',
    to: '1.36',
    source: 'talos pkg/machinery/compatibility/talos113',
  },
  {
    component: 'talos',
    version: '1.14',
    needs: 'kubernetes',
    from: '1.32',
    to: '1.37',
    source: 'talos pkg/machinery/compatibility/talos114',
  },
  // The standard channel lists TLSRoute v1alpha2 without serving it from 1.5 on, and Cilium's operator crashes.
  { component: 'cilium', version: '1.19', needs: 'gateway-api', from: '1.4', to: '1.4', source: 'cilium#44920' },
  {
    component: 'cilium',
    version: '1.20',
    needs: 'gateway-api',
    from: '1.6',
    to: '1.6',
    source: 'cilium v1.20 gateway-api.rst',
  },
  { component: 'cilium', version: '1.19', needs: 'kubernetes', from: '1.21', source: 'cilium 1.19 Chart.yaml' },
  { component: 'cilium', version: '1.20', needs: 'kubernetes', from: '1.21', source: 'cilium 1.20 Chart.yaml' },
  {
    component: 'argocd',
    version: '3.5',
    needs: 'kubernetes',
    from: '1.33',
    to: '1.36',
    source: 'argo-cd v3.5 tested-kubernetes-versions.md',
  },
  {
    component: 'cert-manager',
    version: '1.21',
    needs: 'kubernetes',
    from: '1.33',
    to: '1.36',
    source: 'cert-manager.io/docs/releases',
  },
  { component: 'longhorn', version: '1.12', needs: 'kubernetes', from: '1.25', source: 'longhorn 1.12 Chart.yaml' },
];

/** A requirement that a set of versions does not meet. */
export interface Conflict extends Requirement {
  readonly found: string;
}

/** Every requirement that the set breaks. */
export function findConflicts(versions: VersionSet, table: readonly Requirement[] = requirements): Conflict[] {
  return table.flatMap(requirement => {
    const version = versions[requirement.component];
    const found = versions[requirement.needs];
    if (version === undefined || found === undefined || minorOf(version) !== requirement.version) return [];
    const fits =
      compareMinors(minorOf(found), requirement.from) >= 0 &&
      (requirement.to === undefined || compareMinors(minorOf(found), requirement.to) <= 0);
    return fits ? [] : [{ ...requirement, found }];
  });
}

/** Minor versions of a component that the table knows, oldest first. */
export function knownVersions(component: Component, table: readonly Requirement[] = requirements): string[] {
  const versions = table.filter(requirement => requirement.component === component).map(({ version }) => version);
  return [...new Set(versions)].sort(compareMinors);
}

/** `1.36.3` → `1.36`, with or without `v` in front. */
export function minorOf(version: string): string {
  return version.replace(/^v/, '').split('.').slice(0, 2).join('.');
}

/** Negative where `a` is older. */
export function compareMinors(a: string, b: string): number {
  const [majorA = 0, minorA = 0] = a.split('.').map(Number);
  const [majorB = 0, minorB = 0] = b.split('.').map(Number);
  return majorA - majorB || minorA - minorB;
}
