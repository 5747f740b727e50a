// Sends texts through a gateway over HTTP: one signed POST of JSON for each; the gateway keeps the id, so that a repeated one is sent once.
import { systemClock, type Clock } from '#platform/kernel/clock/clock.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { Channel } from '../channels.ts';
import { findGateway } from '../store/gateway.ts';
import { keyHeader, signatureHeader, signatureOf, timeHeader } from './signature.ts';

const timeoutMilliseconds = 10_000;
/** Answers after which a later attempt may succeed (RFC 9110, RFC 6585). */
const tryLater = (status: number): boolean => status === 408 || status === 425 || status === 429 || status >= 500;

/** Thrown where a later attempt may succeed. */
class TryLater extends Error {}

/** Signatures follow the machine's time, whatever the county's clock says: `clock` is another one in tests. */
export const httpSmsChannel = (kernel: Kernel, clock: Clock = systemClock): Channel => ({
  name: 'sms',
  async deliver({ deliveryId, phone, text }) {
    const gateway = await findGateway(kernel.db, 'sms');
    if (!gateway?.enabled) return { state: 'no-channel' };
    const body = JSON.stringify({ id: deliveryId, to: phone, text });
    const at = String(Math.floor(clock.now().getTime() / 1_000));
    const answer = await fetch(gateway.address, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [keyHeader]: gateway.keyId,
        [timeHeader]: at,
        [signatureHeader]: signatureOf(kernel.cipher.decrypt(gateway.sealedSecret), at, body),
      },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
    await answer.body?.cancel();
    if (answer.ok) return { state: 'sent' };
    if (tryLater(answer.status)) throw new TryLater(`the gateway answered ${answer.status}`);
    return { state: 'failed', why: `gateway-${answer.status}` };
  },
});
