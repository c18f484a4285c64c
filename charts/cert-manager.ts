import type { Construct } from 'constructs';
import type { Cluster } from '../config/schema/cluster';
import { charts } from '../config/versions';
import { HelmRelease } from '../constructs/helm-release';
import { Layer } from '../constructs/layer';
import { crdMayBeMissing, syncWave } from '../constructs/sync';
import type { Allowance } from '../graph/allowance';
import { acmeHosts, certManager } from '../graph/layers/cert-manager';
import { gatewayNamespace } from '../graph/layers/ingress';
import {
  Certificate,
  ClusterIssuer,
  type ClusterIssuerSpec,
  type ClusterIssuerSpecAcmeSolvers,
  CertificateSpecPrivateKeyAlgorithm as KeyAlgorithm,
  CertificateSpecPrivateKeyRotationPolicy as KeyRotation,
} from '../imports/cert-manager.io';
import { allow } from './allow';
import { type CertManagerValuesProps, certManagerValues } from './cert-manager-values';

export interface CertManagerProps extends CertManagerValuesProps {
  readonly certificates: Cluster['certificates'];
  readonly allowances: readonly Allowance[];
}

/** The issuer for every certificate of the platform, whichever authority signs. */
export const platformIssuer = 'platform';

const { namespace } = certManager;
const hoursPerYear = 8760;

/**
 * Certificates for the Gateways and for everything else, signed by Let's Encrypt, by a private CA of the cluster, or
 * self-signed. Needs the Gateway API's CRDs, without which the controller does not start, and for `dns01` the
 * Secret with the token of the DNS provider.
 *
 * Upstream: https://cert-manager.io/docs/configuration/
 */
export class CertManager extends Layer {
  constructor(scope: Construct, name: string, { certificates, monitored, allowances }: CertManagerProps) {
    super(scope, name);
    allow(this, allowances);
    new HelmRelease(this, 'release', {
      chart: charts['cert-manager'],
      releaseName: 'cert-manager',
      namespace,
      values: certManagerValues({ monitored }),
    });
    if (certificates.issuer === 'internal-ca') this.addInternalCA();
    if (certificates.issuer === 'self-signed') this.addIssuer(platformIssuer, 1, { selfSigned: {} });
    if (certificates.issuer === 'acme') this.addIssuer(platformIssuer, 1, acme(certificates));
  }

  private addIssuer(name: string, wave: number, spec: ClusterIssuerSpec): void {
    new ClusterIssuer(this, `issuer-${name}`, {
      metadata: { name, annotations: { ...syncWave(wave), ...crdMayBeMissing } },
      spec,
    });
  }

  /** An issuer without its Secret is degraded, which fails the sync: each step waits for the one before. */
  private addInternalCA(): void {
    this.addIssuer('platform-root', 1, { selfSigned: {} });
    new Certificate(this, 'ca', {
      metadata: { name: 'platform-ca', namespace, annotations: { ...syncWave(2), ...crdMayBeMissing } },
      spec: {
        isCa: true,
        commonName: 'InfraFlux platform CA',
        secretName: 'platform-ca',
        issuerRef: { kind: 'ClusterIssuer', name: 'platform-root' },
        // Renewed two years before it expires and with the same key: clients that trust the old root accept what the
        // new one signs, and have two years to add it.
        duration: `${10 * hoursPerYear}h`,
        renewBefore: `${2 * hoursPerYear}h`,
        privateKey: { algorithm: KeyAlgorithm.ECDSA, size: 256, rotationPolicy: KeyRotation.NEVER },
      },
    });
    this.addIssuer(platformIssuer, 3, { ca: { secretName: 'platform-ca' } });
  }
}

type Acme = Extract<Cluster['certificates'], { issuer: 'acme' }>;

function acme(certificates: Acme): ClusterIssuerSpec {
  return {
    acme: {
      email: certificates.email,
      server: `https://${acmeHosts[certificates.directory]}/directory`,
      // The account's key, which cert-manager creates itself.
      privateKeySecretRef: { name: 'platform-acme-account' },
      solvers: [solver(certificates)],
    },
  };
}

function solver({ challenge, secret }: Acme): ClusterIssuerSpecAcmeSolvers {
  if (challenge === 'dns01')
    return { dns01: { cloudflare: { apiTokenSecretRef: { name: secret, key: 'api-token' } } } };
  // On the plain listener: the solver's exact path takes precedence over the redirect on the same listener.
  const listener = { kind: 'Gateway', namespace: gatewayNamespace, name: 'public', sectionName: 'http' };
  return { http01: { gatewayHttpRoute: { parentRefs: [listener] } } };
}
