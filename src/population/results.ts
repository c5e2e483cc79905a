/** The results of a chunk: a column for each rule and condition, of households or of members. */
export interface Results {
  readonly columns: readonly Uint8Array[];
  /** Where the members of each household begin; one more entry for the end. */
  readonly offsets: Int32Array;
  /** 1 where the last of a household's members stands for those not listed. */
  readonly incomplete: Uint8Array;
}
