-- Every entry of the ledger of consents still fits the hash it was sealed with.
select c.tenant_id, c.id as consent_id
from consents c
where c.evidence_hash <> consent_evidence_hash(c) or c.text_hash <> encode(sha256(convert_to(c.text_shown, 'UTF8')), 'hex')
