// What plans are made from: policy, holidays and make-up days, market days, vehicles out of service.
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Skeleton } from '#platform/ui/states/states.tsx';
import { CalendarCard } from './calendar-card.tsx';
import { MarketCard } from './market-card.tsx';
import { MonthSwitch } from './month-switch.tsx';
import { PolicyCard } from './policy-card.tsx';
import { RovingTabs } from './roving-tabs.tsx';
import { VehiclesCard } from './vehicles-card.tsx';
import { useAddress, useMonth } from './use-roving.ts';
import styles from './roving.module.css';

export function BasisPage() {
  const { t } = useWords();
  const { change, month } = useAddress();
  const { basis } = useMonth(month);
  return (
    <>
      <PageHead title={t('roving.basis')}>
        <MonthSwitch month={month} onChange={(next) => change({ month: next })} />
      </PageHead>
      <RovingTabs />
      <QueryView query={basis} skeleton={<Skeleton lines={12} />}>
        {(facts) => (
          <div className={styles['cards']}>
            <PolicyCard key={JSON.stringify(facts.policy)} basis={facts} />
            <CalendarCard year={Number(month.slice(0, 4))} />
            <VehiclesCard basis={facts} />
            <MarketCard basis={facts} />
          </div>
        )}
      </QueryView>
    </>
  );
}
