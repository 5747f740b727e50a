// Tells the platform over HTTP: PUT <address>/home-nursing/orders/<order_id> with a bearer token; 200 or 201 accepted, 422 refused, anything else is no answer.
import type { PlatformReply } from '../rules/platform-report.ts';
import type { HomeNursingPlatform } from './ports.ts';

export const platformHttpAdapter = (address: string, token: string): HomeNursingPlatform => ({
  async report(report, signal) {
    const response = await fetch(`${address}/home-nursing/orders/${report.order_id}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(report),
      signal,
    });
    if (![200, 201, 422].includes(response.status)) throw new Error(`HTTP ${response.status}`);
    return (await response.json()) as PlatformReply;
  },
});
