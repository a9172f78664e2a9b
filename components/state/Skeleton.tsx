/** Props of {@link Skeleton}. */
export interface SkeletonProps {
  /** What is being loaded, for assistive technology. */
  label: string;
  /** Number of grey lines. */
  lines?: number;
}

/** Grey lines in place of content that is still loading; they appear only after 300 ms. */
export function Skeleton({ label, lines = 3 }: SkeletonProps) {
  return (
    <div class="skeleton" role="status">
      <span class="visually-hidden">{label}</span>
      {Array.from({ length: lines }, (_, index) => <div key={index} class="skeleton-line" />)}
    </div>
  );
}
