// Six figures of a plan, with what they count.
import { BigNumber } from '#platform/ui/figures/big-number.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import type { Plan } from '../../contract.ts';
import styles from './roving.module.css';

export function PlanFigureStrip({ plan }: { plan: Plan }) {
  const { t } = useWords();
  const { figures } = plan;
  if (!figures) return null;
  return (
    <section className={styles['figures']} aria-label={t('roving.figures')}>
      <BigNumber label={t('roving.figure.visits')} value={figures.visits} unit={t('roving.times')} />
      <BigNumber
        label={t('roving.figure.metres')}
        value={Math.round(figures.metres / 1000)}
        unit={t('roving.kilometres')}
      />
      <BigNumber
        label={t('roving.figure.travel')}
        value={Math.round(figures.travelMinutes / 60)}
        unit={t('roving.hours')}
      />
      <BigNumber
        label={t('roving.figure.unevenness')}
        value={Math.round(figures.unevenness * 100)}
        unit={t('roving.percent')}
      />
      <div className={styles['checks']}>
        <LevelTag level={figures.steadyVillages === figures.villages ? 'green' : 'amber'}>
          {t('roving.figure.steady', { steady: figures.steadyVillages, villages: figures.villages })}
        </LevelTag>
        <LevelTag level={figures.unsteadyArrivals === 0 ? 'green' : 'amber'}>
          {t('roving.figure.arrivals', { count: figures.unsteadyArrivals })}
        </LevelTag>
        <LevelTag level={figures.withoutDoctor === 0 ? 'green' : 'red'}>
          {t('roving.figure.withoutDoctor', { count: figures.withoutDoctor })}
        </LevelTag>
        {plan.travelBasis === 'estimate' && <span className="quiet">{t('roving.estimate')}</span>}
      </div>
    </section>
  );
}
