// Risks of one person on a picture of the body: disease by time by what can be changed, reckoned again at once when something is.
import { useState } from 'react';
import { BodyFigure } from '#platform/ui/figures/body-figure.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Skeleton } from '#platform/ui/states/states.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import type { PersonRisk } from '../contract.ts';
import { riskLevels, type RiskLevel } from '../rules/assess.ts';
import type { WhatIf } from '../rules/levers.ts';
import { bodySystems, type BodySystem } from '../rules/models.ts';
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
        <WhatIfPanel risk={risk} whatIf={whatIf} onChange={setWhatIf} />
      </div>
      <div className={styles['stack']}>
        {shown.map((one) => (
          <ResultCard key={one.model} risk={risk} one={one} whatIf={whatIf} />
        ))}
        {risk.mayAnswer && <AskedQuestions personId={personId} risk={risk} />}
        <UsedValues risk={risk} />
      </div>
    </div>
  );
}
