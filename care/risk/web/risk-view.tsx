// Risks of one person on a picture of the body: disease by time by what can be changed, reckoned again at once when something is.
import { useState } from 'react';
import { BodyFigure } from '#platform/ui/figures/body-figure.tsx';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Skeleton } from '#platform/ui/states/states.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import type { PersonRisk } from '../contract.ts';
import type { WhatIf } from '../rules/levers.ts';
import { bodySystems, riskLevels, type BodySystem, type RiskLevel } from '../rules/models.ts';
import { AskedQuestions } from './asked-questions.tsx';
import { ResultCard, tagOf } from './result-card.tsx';
import { UsedValues } from './used-values.tsx';
import { useRisk } from './use-risk.ts';
import { WhatIfPanel } from './what-if-panel.tsx';
import styles from './risk.module.css';

export function RiskView({ personId }: { personId: string }) {
  const risk = useRisk(personId);
  return (
    <QueryView query={risk} skeleton={<Skeleton lines={12} />}>
      {(data) => <Risks personId={personId} risk={data} />}
    </QueryView>
  );
}

/** The highest level of each part of the body, of the models that came out. */
function levelsOf(risk: PersonRisk): Map<BodySystem, RiskLevel | undefined> {
  const shown = bodySystems.filter((system) => risk.results.some((one) => one.system === system));
  return new Map(
    shown.map((system) => {
      const own = risk.results.flatMap((one) => (one.system === system && one.level ? [one.level] : []));
      return [system, riskLevels.toReversed().find((level) => own.includes(level))];
    }),
  );
}

function Risks({ personId, risk }: { personId: string; risk: PersonRisk }) {
  const { t } = useWords();
  const levels = levelsOf(risk);
  const [system, setSystem] = useState<BodySystem>();
  const [whatIf, setWhatIf] = useState<WhatIf>({});
  const order = (level: RiskLevel | undefined): number => (level ? riskLevels.indexOf(level) : -1);
  const shown = risk.results
    .filter((one) => system === undefined || one.system === system)
    .toSorted((a, b) => order(b.level) - order(a.level));
  return (
    <div className={styles['columns']}>
      <div className={styles['aside']}>
        <div className="no-print">
          <BodyFigure
            parts={[...levels].map(([part, level]) => ({
              part,
              label: t(`risk.system.${part}`),
              ...(level && { level: tagOf[level] }),
              word: t(level ? `risk.level.${level}` : 'risk.level.unknown'),
            }))}
            chosen={system}
            onChoose={(next) => setSystem(next === system ? undefined : next)}
          />
          <p className="quiet">{t('risk.figureText')}</p>
        </div>
        {/* The names on the picture are pressed, and what is pressed is not printed. */}
        <ul className="print-only">
          {[...levels].map(([part, level]) => (
            <li key={part}>
              {t('risk.partLevel', { part: t(`risk.system.${part}`) })}
              {level ? <LevelTag level={tagOf[level]}>{t(`risk.level.${level}`)}</LevelTag> : t('risk.level.unknown')}
            </li>
          ))}
        </ul>
        <WhatIfPanel risk={risk} whatIf={whatIf} onChange={setWhatIf} />
      </div>
      <div className={styles['stack']}>
        {shown.map((one) => (
          <ResultCard key={one.model} risk={risk} one={one} whatIf={whatIf} />
        ))}
        {risk.mayAnswer && (
          <div className="no-print">
            <AskedQuestions personId={personId} risk={risk} />
          </div>
        )}
        <UsedValues risk={risk} />
      </div>
    </div>
  );
}
