import { alertPropsOf } from '../../charts/alert-props';
import { dashboardsOf } from '../../observability/dashboards/dashboards';
import { pictureOf } from '../../observability/picture';
import { fixtureCluster } from '../../test/fleet';

/** Drawings of all dashboards by file name, for the cluster that has all of them. */
export function pictures(): Map<string, string> {
  const boards = dashboardsOf(alertPropsOf(fixtureCluster('production-east')));
  return new Map(boards.map(({ name, dashboard }) => [`${name}.svg`, pictureOf(dashboard)]));
}
