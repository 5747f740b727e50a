// A contract to be read and signed on the tablet, or left for the household to confirm in the residents' portal.
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { SignatureField } from '#foundation/knowledge/web/form/other-items.tsx';
import { Button } from '#platform/ui/actions/button.tsx';
import { Confirm } from '#platform/ui/actions/confirm.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { ChoiceField, SelectField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { PrintButton } from '#platform/ui/print/print.tsx';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { contractRoutes, type ContractDetail } from '../../contract.ts';
import { StageTag } from '../family-words.tsx';
import { SignedText } from '../signed-text.tsx';
import { useChange, useContract } from '../use-family.ts';
import styles from '../family.module.css';

const longest = 20_000;

export function ContractPage() {
  const { t } = useWords();
  const { personId = '', contractId } = useParams();
  const contract = useContract(personId, contractId);
  return (
    <div className={styles['stack']}>
      <PageHead
        title={t('family-doctor.contract')}
        badges={
          contract.data && (
            <>
              <StageTag stage={contract.data.stage} />
              {contract.data.simulated && <SimulatedBadge />}
            </>
          )
        }
      >
        <Link to={`/family/people/${personId}`}>{t('family-doctor.back')}</Link>
        <PrintButton />
      </PageHead>
      <QueryView query={contract} skeleton={<Skeleton lines={12} />}>
        {(data) => (
          <>
            <SignedText contract={data} />
            {data.stage === 'offered' && <Sign personId={personId} contract={data} />}
          </>
        )}
      </QueryView>
    </div>
  );
}

function Sign({ personId, contract }: { personId: string; contract: ContractDetail }) {
  const { t } = useWords();
  const api = useApi();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const { run, busy, failure } = useChange();
  const [drawn, setDrawn] = useState<string>();
  const [asking, setAsking] = useState(false);
  const [signerId, setSignerId] = useState(contract.members[0]?.personId ?? '');
  const [identifiedBy, setIdentifiedBy] = useState<'id-card' | 'known-in-person'>();
  const params = { personId, contractId: contract.contractId };
  const sign = async () => {
    const body = { textHash: contract.textHash, signerId, identifiedBy: identifiedBy!, drawn: drawn! };
    if (!(await run(() => api.call(contractRoutes.sign, { params, body })))) return;
    announce(t('family-doctor.signed'));
    await navigate(`/family/people/${personId}`);
  };
  const withdraw = async () => {
    const done = await run(() => api.call(contractRoutes.decline, { params, body: {} }));
    setAsking(false);
    if (done) await navigate(`/family/people/${personId}`);
  };
  const label = { zh: t('family-doctor.signatureField'), en: t('family-doctor.signatureField') };
  return (
    <section className={`${styles['card']} no-print`} aria-label={t('family-doctor.sign')}>
      <h2>{t('family-doctor.sign')}</h2>
      <p className="quiet">{t('family-doctor.signText')}</p>
      <SelectField
        name="signer"
        label={t('family-doctor.signer')}
        value={signerId}
        onChange={setSignerId}
        choices={contract.members.map(({ personId: id, name }) => ({ value: id, label: name }))}
      />
      <ChoiceField
        name="identifiedBy"
        label={t('family-doctor.identifiedBy')}
        value={identifiedBy}
        onChange={setIdentifiedBy}
        choices={(['id-card', 'known-in-person'] as const).map((value) => ({
          value,
          label: t(`family-doctor.identified.${value}`),
        }))}
      />
      <SignatureField
        id="contract-signature"
        item={{ key: 'signature', kind: 'signature', label, conflict: 'latest-written' }}
        answer={drawn}
        onAnswer={(path) => setDrawn(typeof path === 'string' ? path.slice(0, longest) : undefined)}
        onNext={() => undefined}
        today=""
        describedBy="contract-signature"
      />
      {failure !== undefined && <Failure error={failure} />}
      <div className={styles['row']}>
        <Button kind="primary" busy={busy} disabled={!drawn || !identifiedBy} onClick={() => void sign()}>
          {t('family-doctor.saveSignature')}
        </Button>
        <Button kind="quiet" onClick={() => setAsking(true)}>
          {t('family-doctor.takeBack')}
        </Button>
      </div>
      <Confirm
        open={asking}
        title={t('family-doctor.takeBackTitle')}
        verb={t('family-doctor.takeBack')}
        busy={busy}
        onConfirm={() => void withdraw()}
        onClose={() => setAsking(false)}
      >
        {t('family-doctor.takeBackText')}
      </Confirm>
      <p className="quiet">{t('family-doctor.orPortal')}</p>
    </section>
  );
}
