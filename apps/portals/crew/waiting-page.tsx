// What waits to be sent, with the names of those whom it is about.
import { OutboxPage } from '#foundation/sync/web/outbox-page.tsx';
import { useEngine } from '#foundation/sync/web/use-device.tsx';
import { personNameOf } from './person-names.ts';

export function WaitingPage() {
  const engine = useEngine();
  return <OutboxPage personName={(personId) => personNameOf(engine, personId)} />;
}
