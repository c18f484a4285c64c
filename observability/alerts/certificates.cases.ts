import { type AlertCases, counting, recounting, settling, steady } from './alert-case';
import type { certificateAlerts } from './certificates';

const expiry = 'certmanager_certificate_expiration_timestamp_seconds{exported_namespace="shop",name="web"}';
const issued = 'certmanager_certificate_ready_status{exported_namespace="shop",name="web",condition="True"}';
const issuer = 'certmanager_clusterissuer_ready_status{name="platform",condition="True"}';
const errors = 'certmanager_controller_sync_error_count{controller="orders"}';

export const cases: AlertCases<typeof certificateAlerts> = {
  CertificateExpiring: {
    bad: { [expiry]: steady(3 * 86400) },
    fires: [{ exported_namespace: 'shop', name: 'web' }],
    good: { [expiry]: steady(60 * 86400) },
    // 0 is a certificate that was not issued yet.
    restart: { [expiry]: `0x100 ${60 * 86400}x10` },
  },
  CertificateNotReady: {
    bad: { [issued]: steady(0) },
    fires: [{ exported_namespace: 'shop', name: 'web' }],
    good: { [issued]: steady(1) },
    restart: { [issued]: settling(0, 1) },
  },
  ClusterIssuerNotReady: {
    bad: { [issuer]: steady(0) },
    fires: [{ name: 'platform' }],
    good: { [issuer]: steady(1) },
    restart: { [issuer]: settling(0, 1) },
  },
  CertManagerFailing: {
    bad: { [errors]: counting(6) },
    fires: [{ controller: 'orders' }],
    good: { [errors]: counting(1) },
    restart: { [errors]: recounting(1) },
  },
};
