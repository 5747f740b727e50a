// One requirement of the list: its state, why, who tested it, and what helps: test now, or the place where it is kept.
import { useState } from 'react';
import { Link } from 'react-router';
import { Button, buttonClass } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { ChoiceField, TextField } from '#platform/ui/form/fields.tsx';
import { Form } from '#platform/ui/form/form.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { readinessRoutes, type ProofShown } from '../readiness-contract.ts';
import type { Finding } from '../rules/readiness.ts';
import { Refusal } from './refusal.tsx';
import { useFindingWords } from './use-finding-words.ts';
import { useChange } from './use-fleet.ts';
import styles from './fleet.module.css';

const levels = { met: 'green', warned: 'amber', missing: 'red' } as const;
const rooms = {
  equipment: 'equipment',
  certificate: 'equipment',
  document: 'equipment',
  stock: 'stock',
  crew: 'crew',
  maintenance: 'maintenance',
} as const;

export function FindingRow({
  finding,
  proof,
  vehicleId,
}: {
  finding: Finding;
  proof?: ProofShown | undefined;
  vehicleId: string;
}) {
  const { t, instant } = useWords();
  const words = useFindingWords();
  const mayProve = useMay('fleet.readiness.prove');
  const { remedy, state } = finding;
  return (
    <li className={styles['finding']} data-state={state}>
      <div className={styles['what']}>
        <LevelTag level={levels[state]}>{words.item(finding.item)}</LevelTag>
        <span>{words.why(finding)}</span>
        {proof && (
          <span className="quiet">
            {t(proof.how === 'automatic' ? 'fleet.proof.automatic' : 'fleet.proof.manual', {
              when: instant(proof.at),
              by: proof.testedBy,
              note: proof.note ?? '',
            })}
          </span>
        )}
      </div>
      {remedy === 'test'
        ? mayProve && (
            <TestNow
              item={finding.item}
              how={finding.how ?? 'manual'}
              vehicleId={vehicleId}
              again={proof !== undefined}
            />
          )
        : state !== 'met' && (
            <Link className={buttonClass('quiet')} to={`/fleet/${vehicleId}/${rooms[remedy]}`}>
              {t(`fleet.remedy.${remedy}`)}
            </Link>
          )}
    </li>
  );
}

function TestNow({
  item,
  how,
  vehicleId,
  again,
}: {
  item: string;
  how: 'automatic' | 'manual';
  vehicleId: string;
  again: boolean;
}) {
  const { t } = useWords();
  const api = useApi();
  const words = useFindingWords();
  const announce = useAnnounce();
  const change = useChange();
  const [open, setOpen] = useState(false);
  const [passed, setPassed] = useState<'yes' | 'no'>('yes');
  const [note, setNote] = useState('');
  const prove = async (manual?: { passed: boolean; note: string }) => {
    let result: ProofShown | undefined;
    const done = await change.run(async () => {
      result = await api.call(readinessRoutes.prove, {
        params: { vehicle: vehicleId },
        body: { proofId: newId(), item, ...(manual && { manual }) },
      });
    });
    if (!done || !result) return;
    setOpen(false);
    announce(
      t(result.passed ? 'fleet.proof.passed' : 'fleet.proof.failed', {
        item: words.item(item),
        note: result.note ?? '',
      }),
    );
  };
  return (
    <div className={styles['test']}>
      <Button
        busy={change.busy}
        aria-expanded={how === 'manual' ? open : undefined}
        aria-label={t('fleet.testItem', {
          verb: t(again ? 'fleet.testAgain' : 'fleet.testNow'),
          item: words.item(item),
        })}
        onClick={() => (how === 'automatic' ? void prove() : setOpen(!open))}
      >
        {t(again ? 'fleet.testAgain' : 'fleet.testNow')}
      </Button>
      {!open && <Refusal error={change.failure} />}
      {open && (
        <Form
          label={t('fleet.testItem', { item: words.item(item) })}
          verb={t('fleet.proof.save')}
          busy={change.busy}
          onSubmit={() => note.trim() && void prove({ passed: passed === 'yes', note: note.trim() })}
        >
          <p className="quiet">{t('fleet.proof.manualText')}</p>
          <Refusal error={change.failure} />
          <ChoiceField
            name={`passed-${item}`}
            label={t('fleet.proof.result')}
            value={passed}
            onChange={setPassed}
            choices={[
              { value: 'yes', label: t('fleet.proof.yes') },
              { value: 'no', label: t('fleet.proof.no') },
            ]}
          />
          <TextField
            name={`note-${item}`}
            label={t('fleet.proof.note')}
            value={note}
            onChange={setNote}
            maxLength={400}
          />
        </Form>
      )}
    </div>
  );
}
