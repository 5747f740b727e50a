// The portrait: parts of the body with their colours, tags by kind; pressed, a tag shows on what it rests and where that is written.
import { useState } from 'react';
import { Link } from 'react-router';
import { EntryOrigin } from '#foundation/record/web/entry-origin.tsx';
import { useLocalText } from '#foundation/knowledge/web/form/use-local-text.ts';
import { BodyFigure } from '#platform/ui/figures/body-figure.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import type { PortraitReply, TagTold } from '../../contract.ts';
import type { BodySystem } from '../../rules/body-system.ts';
import { tagKinds } from '../../rules/tag.ts';
import { usePortrait } from '../use-index.ts';
import styles from '../portrait.module.css';

export function PortraitView({ personId }: { personId: string }) {
  return (
    <QueryView query={usePortrait(personId)} skeleton={<Skeleton lines={12} />}>
      {(data) => <Tags personId={personId} portrait={data} />}
    </QueryView>
  );
}

const shapes = { red: '▲', amber: '◆', green: '●' } as const;
const keyOf = (tag: TagTold): string => `${tag.source} ${tag.rule} ${tag.label.zh}`;

function Tags({ personId, portrait }: { personId: string; portrait: PortraitReply }) {
  const { t, instant } = useWords();
  const text = useLocalText();
  const [system, setSystem] = useState<BodySystem>();
  const [open, setOpen] = useState<string>();
  const shown = portrait.tags.filter((tag) => system === undefined || tag.system === system);
  const opened = shown.find((tag) => keyOf(tag) === open);
  return (
    <section className={styles['card']} aria-label={t('portrait.room')}>
      <h2>{t('portrait.room')}</h2>
      <div className={styles['columns']}>
        <div className="no-print">
          <BodyFigure
            parts={portrait.systems.map(({ system: part, tone }) => ({
              part,
              label: t(`portrait.system.${part}`),
              ...(tone && { level: tone }),
              word: t(tone ? `portrait.tone.${tone}` : 'portrait.tone.none'),
            }))}
            chosen={system}
            onChoose={(next) => {
              setSystem(next === system ? undefined : next);
              setOpen(undefined);
            }}
          />
          <p className="quiet">{t('portrait.figureText')}</p>
        </div>
        <div className={styles['stack']}>
          {shown.length === 0 && (
            <Empty title={t('portrait.noTags')} icon="person">
              {t('portrait.noTagsText')}
            </Empty>
          )}
          {tagKinds.map((kind) => {
            const own = shown.filter((tag) => tag.kind === kind);
            return (
              own.length > 0 && (
                <div key={kind} className={styles['kind']}>
                  <h3>{t(`portrait.kind.${kind}`)}</h3>
                  <ul className={styles['tags']}>
                    {own.map((tag) => (
                      <li key={keyOf(tag)}>
                        <button
                          type="button"
                          className={styles['tag']}
                          data-print
                          data-tone={tag.tone}
                          aria-expanded={keyOf(tag) === open}
                          onClick={() => setOpen(keyOf(tag) === open ? undefined : keyOf(tag))}
                        >
                          {tag.tone && <span aria-hidden="true">{shapes[tag.tone]} </span>}
                          {text(tag.label)}
                          {tag.tone && <span className="unseen">{t(`portrait.tone.${tag.tone}`)}</span>}
                        </button>
                      </li>
                    ))}
                  </ul>
                  {opened?.kind === kind && <Grounds personId={personId} tag={opened} />}
                </div>
              )
            );
          })}
          <p className="quiet">{t('portrait.at', { at: instant(portrait.at) })}</p>
        </div>
      </div>
    </section>
  );
}

/** Kinds of the timeline by type of resource. */
const timelineKind: Readonly<Record<string, string>> = {
  Condition: 'condition',
  Encounter: 'visit',
  Observation: 'measurement',
};

function Grounds({ personId, tag }: { personId: string; tag: TagTold }) {
  const { t, date } = useWords();
  return (
    <div className={styles['grounds']} role="region" aria-label={t('portrait.grounds')}>
      <p className="quiet">
        {t('portrait.rule', { rule: tag.rule })}
        {' · '}
        {tag.validUntil ? t('portrait.validUntil', { on: date(tag.validUntil) }) : t('portrait.validAlways')}
      </p>
      {tag.inputs.length === 0 && <p>{t('portrait.noInputs')}</p>}
      <ul className={styles['inputs']}>
        {tag.inputs.map((input, place) => (
          // Inputs have no ids of their own, and their order stands.
          // oxlint-disable-next-line react/no-array-index-key
          <Ground key={place} personId={personId} input={input} />
        ))}
      </ul>
    </div>
  );
}

function Ground({ personId, input }: { personId: string; input: TagTold['inputs'][number] }) {
  const { t, instant } = useWords();
  const text = useLocalText();
  const [open, setOpen] = useState(false);
  const { resource } = input;
  const kind = resource && timelineKind[resource.split('/')[0]!];
  return (
    <li>
      {text(input.label)} {input.value && <b>{text(input.value)}</b>}
      {input.at && <span className="quiet">{instant(input.at)}</span>}
      {resource && (
        <button type="button" className={styles['tag']} aria-expanded={open} onClick={() => setOpen(!open)}>
          {t('portrait.origin')}
        </button>
      )}
      {kind && (
        <Link to={`/people/${personId}?kind=${kind}`} className="no-print">
          {t('portrait.inRecord')}
        </Link>
      )}
      {resource && open && <EntryOrigin personId={personId} resource={resource} />}
    </li>
  );
}
