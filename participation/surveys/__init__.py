"""What young people are asked: definitions as versioned data, kinds of question, conditions and the shipped library."""
