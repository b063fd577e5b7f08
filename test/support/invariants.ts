export {
  asJudge,
  type BrokenInvariant,
  brokenInvariants,
  judge,
  type JudgeOptions,
  readInvariants,
} from '../../src/demo/judge';
export {
  brokenCarrierLedger,
  type CarrierLedger,
  type LedgerOptions,
  parseLedger,
} from '../../src/demo/carrier-ledger';
