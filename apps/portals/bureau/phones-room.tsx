// The demo's phones in one room: calls that ring, and texts that arrived.
import { PhoneCalls } from '#care/follow-up/web/bureau/phone-calls.tsx';
import { PhonesPage } from '#foundation/messaging/web/bureau/phones-page.tsx';

export const PhonesRoom = () => (
  <PhonesPage>
    <PhoneCalls />
  </PhonesPage>
);
