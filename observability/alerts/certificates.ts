import { describeAlerts } from './alert';

/** cert-manager, and the certificates that it issues. */
export const certificateAlerts = describeAlerts(() => [
  {
    name: 'CertificateExpiring',
    expr: '0 < min by (exported_namespace, name) (certmanager_certificate_expiration_timestamp_seconds) < time() + 7 * 86400',
    for: '1h',
    severity: 'critical',
    team: 'platform',
    summary: 'Certificate {{ $labels.exported_namespace }}/{{ $labels.name }} expires within a week',
    description: 'cert-manager renews a month before expiry, so renewal has been failing for three weeks.',
  },
  {
    name: 'CertificateNotReady',
    expr: 'max by (exported_namespace, name) (certmanager_certificate_ready_status{condition="True"}) == 0',
    for: '15m',
    severity: 'warning',
    team: 'platform',
    summary: 'Certificate {{ $labels.exported_namespace }}/{{ $labels.name }} is not ready',
    description: 'It was not issued or not renewed. A Gateway listener without a certificate serves nothing.',
  },
  {
    name: 'ClusterIssuerNotReady',
    expr: 'max by (name) (certmanager_clusterissuer_ready_status{condition="True"}) == 0',
    for: '10m',
    severity: 'critical',
    team: 'platform',
    summary: 'ClusterIssuer {{ $labels.name }} is not ready',
    description: 'No certificate is issued or renewed.',
  },
  {
    name: 'CertManagerFailing',
    expr: 'sum by (controller) (rate(certmanager_controller_sync_error_count[15m])) > 0.05',
    for: '30m',
    severity: 'warning',
    team: 'platform',
    summary: 'cert-manager controller {{ $labels.controller }} keeps failing',
    description: 'It does not process its certificates, orders or challenges.',
  },
]);
