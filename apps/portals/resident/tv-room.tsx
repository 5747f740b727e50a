// The television: a family doctor's questions before the reminders.
import { TvFollowUp } from '#care/follow-up/web/resident/tv-follow-up.tsx';
import { TvPage } from '#foundation/messaging/web/resident/tv-page.tsx';

export function TvRoom() {
  return (
    <TvFollowUp>
      <TvPage />
    </TvFollowUp>
  );
}
