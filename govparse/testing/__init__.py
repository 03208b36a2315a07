"""What tests of readers need: reports in the layouts in which they circulate."""
