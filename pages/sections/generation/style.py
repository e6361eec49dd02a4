"""What only this page needs of style: large names, and a place that is kept for what is drawn later."""

STYLE = """<style>
.st-key-made { min-height: 74px; }
.st-key-made p { font-size: 1.3rem; line-height: 1.9; }
.st-key-made p em { font-size: .8rem; font-style: normal; }
.st-key-temperature, .st-key-beginning, .st-key-spell, .st-key-memory, .st-key-so_far { min-height: 68px; }
.st-key-which { min-height: 60px; }
/* the letters stand first on a phone, but are drawn after the controls of the table below them */
@media (max-width: 640px) {
  .st-key-made { min-height: 95px; }
  .st-key-spelling > * > [data-testid=stHorizontalBlock] > :first-child { min-height: 720px; }
}
</style>"""
