/** The product's mark: a beacon and its two rings. Decoration; the name stands beside it. */
export function BrandMark() {
  return (
    <svg class="brand-mark" viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="6" fill="currentColor" />
      <g class="brand-rings" fill="none" stroke-width="2" stroke-linecap="round">
        <path d="M8.5 13.5a5 5 0 0 1 7 0M5.7 10.2a9 9 0 0 1 12.6 0" />
        <path d="M12 17h0" stroke-width="3.5" />
      </g>
    </svg>
  );
}
