import { type AlertCases, counting, now, steady } from './alert-case';
import type { externalDNSAlerts } from './external-dns';

const synced = 'external_dns_controller_last_sync_timestamp_seconds';

export const cases: AlertCases<typeof externalDNSAlerts> = {
  ExternalDNSStalled: {
    bad: { [synced]: steady(0) },
    fires: [{}],
    good: { [synced]: now },
    restart: { [synced]: '0+60x10 0x2 780+60x100' },
  },
  ExternalDNSErrors: {
    bad: { external_dns_registry_errors_total: counting(1), external_dns_source_errors_total: steady(0) },
    fires: [{}],
    good: { external_dns_registry_errors_total: steady(9), external_dns_source_errors_total: steady(0) },
    restart: { external_dns_registry_errors_total: '9x10 _x2 0x100', external_dns_source_errors_total: steady(0) },
  },
};
