"""What only this page needs of style: the places of its controls and of the map are kept until they are drawn."""

STYLE = """<style>
:is(.st-key-ground, .st-key-pu, .st-key-pv, .st-key-racers, .st-key-typed) { min-height: 68px; }
.st-key-reason { min-height: 350px; }
/* a phone has the map over everything else, but what stands beside it is known earlier */
@media (max-width: 640px) {
  .st-key-racers { min-width: 100%; }
  .st-key-critical > * > [data-testid=stHorizontalBlock] > :first-child { min-height: 604px; }
}
</style>"""
