// The attempts of one message with their receipts, in the order in which they were made.
import { useWords } from '#platform/ui/i18n/use-words.ts';
import type { DeliveryShown } from '../../contract.ts';
import styles from './preferences.module.css';

const marks: Partial<Record<DeliveryShown['state'], string>> = {
  read: '●',
  delivered: '●',
  failed: '▲',
  'no-address': '▲',
  'no-channel': '▲',
};
/** Reasons that we have words for; others are shown as the gateway says them. */
const knownReasons = ['busy', 'no-answer', 'hung-up', 'broken', 'gateway-silent'];

export function DeliveryList({ deliveries }: { deliveries: readonly DeliveryShown[] }) {
  const { t, instant } = useWords();
  return (
    <ul className={styles['deliveries']}>
      {deliveries.map((one) => {
        const at = one.readAt ?? one.deliveredAt ?? one.sentAt ?? one.endedAt ?? one.queuedAt;
        return (
          <li key={one.deliveryId}>
            <span aria-hidden="true">{marks[one.state] ?? '◆'} </span>
            {t(`messaging.channel.${one.channel}`)} {t(`messaging.state.${one.state}`)}
            {one.why && `（${knownReasons.includes(one.why) ? t(`messaging.why.${one.why}`) : one.why}）`}
            <span className="quiet"> · {instant(at)}</span>
          </li>
        );
      })}
    </ul>
  );
}
