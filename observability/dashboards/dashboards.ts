import { argocd } from './argocd';
import type { Board, BoardProps, DescribeBoard } from './board';
import { cilium } from './cilium';
import { clusterMesh } from './cluster-mesh';
import { compose } from './compose';
import { dns } from './dns';
import { encryption } from './encryption';
import { flows } from './flows';
import { gateway } from './gateway';
import type { Dashboard } from './grafana';
import { loadBalancing } from './load-balancing';
import { longhorn } from './longhorn';
import { overview } from './overview';
import { policy } from './policy';
import { tetragon } from './tetragon';

const described: readonly DescribeBoard[] = [
  overview,
  cilium,
  policy,
  flows,
  dns,
  gateway,
  loadBalancing,
  encryption,
  tetragon,
  clusterMesh,
  longhorn,
  argocd,
];

/** The boards of one cluster, without those about what it lacks. */
export function boardsOf(props: BoardProps): Board[] {
  return described.map(describe => describe(props)).filter(board => board !== undefined);
}

/** Grafana's JSON of a cluster's boards. */
export function dashboardsOf(props: BoardProps): { readonly name: string; readonly dashboard: Dashboard }[] {
  return boardsOf(props).map(board => ({ name: board.name, dashboard: compose(board, props.cluster.git) }));
}
