import { describeAlerts } from './alert';

/** Records of the Gateways' host names. */
export const externalDNSAlerts = describeAlerts(({ cluster: { dns } }) =>
  dns === undefined
    ? []
    : [
        {
          name: 'ExternalDNSStalled',
          expr: 'time() - max(external_dns_controller_last_sync_timestamp_seconds) > 900',
          for: '10m',
          severity: 'warning',
          team: 'platform',
          summary: 'ExternalDNS has not updated a zone for {{ $value | humanizeDuration }}',
          description: 'New host names get no record, and changed addresses keep their old one.',
        },
        {
          name: 'ExternalDNSErrors',
          expr: 'sum(rate(external_dns_registry_errors_total[15m])) + sum(rate(external_dns_source_errors_total[15m])) > 0',
          for: '15m',
          severity: 'warning',
          team: 'platform',
          summary: 'ExternalDNS cannot read its sources or its zones',
          description: 'The DNS provider or the API server rejects its requests, and records go out of date.',
        },
      ],
);
