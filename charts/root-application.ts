import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Cluster } from '../config/schema/cluster';
import { Application, AppProject } from '../imports/argoproj.io';
import { argocdNamespace, inCluster } from './projects';
import { syncPolicy } from './sync-policy';

/** Applied once by hand: the project and the Application that create all others. */
export class RootApplication extends Chart {
  constructor(scope: Construct, cluster: Cluster) {
    super(scope, 'root');
    const { repository, revision } = cluster.git;
    new AppProject(this, 'project', {
      metadata: { name: 'root', namespace: argocdNamespace },
      spec: {
        description: 'Applications and projects of the platform',
        sourceRepos: [repository.text],
        destinations: [{ server: inCluster, namespace: argocdNamespace }],
        clusterResourceWhitelist: [],
        namespaceResourceWhitelist: ['Application', 'AppProject'].map(kind => ({ group: 'argoproj.io', kind })),
      },
    });
    new Application(this, 'application', {
      metadata: {
        name: 'root',
        namespace: argocdNamespace,
        // A server-side dry run of a child Application fails where its running operation lacks required fields.
        annotations: { 'argocd.argoproj.io/compare-options': 'ServerSideDiff=false' },
      },
      spec: {
        project: 'root',
        destination: { server: inCluster, namespace: argocdNamespace },
        source: {
          repoUrl: repository.text,
          targetRevision: revision,
          path: `gitops/argocd/apps/${cluster.name}`,
        },
        syncPolicy: syncPolicy(true),
      },
    });
  }
}
